using EduConnect.Core.HelpTexts;
using EduConnect.Core.Operators;
using EduConnect.Web.Help;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>What a section of the questions of families was before (row #240); taken again, it becomes the newest version.</summary>
internal sealed class FaqVersionModel(OperatorDesk desk, FaqDesk faq, ReadTextVersions versions, OperatorNames names) : OperatorPage(desk)
{
    public FaqEntry Entry { get; private set; } = null!;

    public TextVersion Version { get; private set; } = null!;

    /// <summary>As families saw it; null where it was withdrawn.</summary>
    public HelpSection? Section => Source is { } source ? HelpReader.Section(Entry.Key, source) : null;

    /// <summary>Who wrote it; null where nobody noted it.</summary>
    public string? Writer { get; private set; }

    private HelpSource? Source => Version.Text is { } text ? HelpSource.Read(Entry.Key, text) : Entry.Original;

    public async Task<IActionResult> OnGetAsync(string key, int number, CancellationToken cancellationToken) => await LoadAsync(key, number, cancellationToken) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(string key, int number, CancellationToken cancellationToken)
    {
        if (await LoadAsync(key, number, cancellationToken) is not { } shelf || Source is not { } source)
        {
            return NotFound();
        }

        if (shelf.Twice(Entry, source) is { } twice)
        {
            ModelState.AddModelError(string.Empty, Texts["Faq.Twice", twice.Title]);
            return Again();
        }

        var outcome = await faq.WriteAsync(key, Version.Text, TextForm.Seen(Request.Form["Version"]), Operator, cancellationToken);
        return Redirect($"{OperatorRoutes.FaqAddress(key)}?suite={(outcome switch { TextOutcome.Written => "reprise", TextOutcome.Unchanged => "deja", _ => "depasse" })}");
    }

    private async Task<FaqShelf?> LoadAsync(string key, int number, CancellationToken cancellationToken)
    {
        var shelf = await faq.ReadAsync(cancellationToken);
        if (shelf.Find(key) is not { } entry || await versions.FindAsync(entry.Subject, number, cancellationToken) is not { } version)
        {
            return null;
        }

        (Entry, Version) = (entry, version);
        Writer = (await names.ReadAsync([version.WrittenBy], cancellationToken)).GetValueOrDefault(version.WrittenBy);
        return shelf;
    }
}
