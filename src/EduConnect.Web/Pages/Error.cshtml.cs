using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages;

/// <summary>What a person reads instead of a bare status: one sentence, the next step, never a trace.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    public int Code { get; private set; }

    /// <summary>Finds the request in the journal of the server.</summary>
    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    public void OnGet(int code) => Show(code);

    public void OnPost(int code) => Show(code);

    public void OnPut(int code) => Show(code);

    public void OnDelete(int code) => Show(code);

    private void Show(int code)
    {
        // Asked for directly, the address is only a page that does not exist.
        var isFault = HttpContext.Features.Get<IExceptionHandlerFeature>() is not null;
        var reached = isFault || HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        var status = isFault ? Response.StatusCode : code;
        Code = reached && status is >= 400 and < 600 ? status : StatusCodes.Status404NotFound;
        Response.StatusCode = Code;
        ModelState.Clear();
    }
}
