using System.Globalization;
using EduConnect.Core.Platform;
using EduConnect.Core.Portal;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>The school's message on the portal: text, first and last day (domain 14.1, row #25).</summary>
internal sealed class MessageModel(SetSchoolMessage messages, ReadOnlyMode readOnly, TimeProvider clock, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    private const int UsualDays = 14;
    private const int MostDays = 366;
    private static readonly string[] DayFormats = ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy"];

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    /// <summary>Whether the school has a message, shown today or not.</summary>
    public bool Exists { get; private set; }

    /// <summary>Whether families see it today.</summary>
    public bool IsShown { get; private set; }

    /// <summary><c>publie</c> or <c>retire</c> just after.</summary>
    public string? Done { get; private set; }

    public bool IsReadOnly => readOnly.IsOn;

    public string ReadOnlyReason => ReadOnlyWords.Reason(readOnly, texts);

    private DateOnly Today => DateOnly.FromDateTime(ParisTime.From(clock.GetUtcNow().UtcDateTime));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Done = Request.Query["suite"];
        var message = await LoadAsync(cancellationToken);
        (Text, From, To) = (message?.Text, Write(message?.From ?? Today), Write(message?.To ?? Today.AddDays(UsualDays)));
    }

    public async Task<IActionResult> OnPostAsync(string? go, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (go == "remove")
        {
            await messages.RunAsync(Scope, null, Today, Today, cancellationToken);
            return Redirect($"{Root}/message?suite=retire");
        }

        var text = Clean(Text);
        Require(text.Length > 0, nameof(Text), "Message.Empty");
        Require(text.Length <= SchoolMessage.LongestText, nameof(Text), "Message.Long", text.Length, SchoolMessage.LongestText);
        var (from, to) = (Day(From, nameof(From)), Day(To, nameof(To)));
        Require(from is null || to is null || from <= to, nameof(To), "Message.Order");
        Require(to is null || to >= Today, nameof(To), "Message.Over");
        Require(from is null || to is null || to <= from.Value.AddDays(MostDays), nameof(To), "Message.TooFar");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await messages.RunAsync(Scope, text, from!.Value, to!.Value, cancellationToken);
        return Redirect($"{Root}/message?suite=publie");
    }

    private async Task<SchoolMessage?> LoadAsync(CancellationToken cancellationToken)
    {
        var message = await messages.FindAsync(Scope, cancellationToken);
        (Exists, IsShown) = (message is not null, message is not null && message.From <= Today && Today <= message.To);
        return message;
    }

    private DateOnly? Day(string? typed, string field)
    {
        if (DateOnly.TryParseExact(typed?.Trim(), DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 3000)
        {
            return day;
        }

        ModelState.AddModelError(field, texts["Message.Day"]);
        return null;
    }

    private void Require(bool holds, string field, string sentence, params object[] arguments)
    {
        if (!holds)
        {
            ModelState.AddModelError(field, texts[sentence, arguments]);
        }
    }

    private static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Line breaks stay, as LF; other control signs go, and direction marks with them.
    private static string Clean(string? typed) => string.Concat((typed ?? string.Empty).ReplaceLineEndings("\n")
        .Where(sign => sign == '\n' || char.GetUnicodeCategory(sign) is not (UnicodeCategory.Control or UnicodeCategory.Format))).Trim();
}
