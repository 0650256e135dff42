using EduConnect.Web.Design;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Patterns;

/// <summary>Every element of the design system in every state; exists for developers and tests only.</summary>
[AllowAnonymous]
public abstract class PatternModel(IHostEnvironment environment, PageFrame frame) : PageModel
{
    /// <summary>The values of the sample form.</summary>
    [BindProperty]
    public SampleInput Input { get; set; } = new();

    /// <summary>The layout's model.</summary>
    protected PageFrame Frame { get; } = frame;

    /// <inheritdoc />
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!environment.IsDevelopment() && !environment.IsEnvironment("Testing"))
        {
            context.Result = NotFound();
        }
    }

    /// <summary>One field of each sort.</summary>
    public sealed class SampleInput
    {
        /// <summary>Sample text.</summary>
        public string? Text { get; set; } = "06 12 34 56 78";

        /// <summary>Sample username.</summary>
        public string? Username { get; set; } = "c.morel27";

        /// <summary>Sample password.</summary>
        public string? Password { get; set; }

        /// <summary>Sample new password.</summary>
        public string? NewPassword { get; set; }

        /// <summary>Sample code.</summary>
        public string? Code { get; set; } = "4071 93";

        /// <summary>Sample answer.</summary>
        public bool? Tie { get; set; } = true;

        /// <summary>Sample tick.</summary>
        public bool Shared { get; set; } = true;

        /// <summary>Sample choice.</summary>
        public string? Mode { get; set; } = "sheet";

        /// <summary>Sample date.</summary>
        public DateInput BirthDate { get; set; } = new() { Day = "14", Month = "9", Year = "2014" };

        /// <summary>One that does not match, which is told of several together.</summary>
        public DateInput MarkedDate { get; set; } = new() { Day = "2", Month = "11", Year = "2018" };

        /// <summary>Another.</summary>
        public DateInput OtherDate { get; set; } = new();
    }
}
