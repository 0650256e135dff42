using System.Security.Cryptography;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Lists;
using EduConnect.Web.Administration;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Lister les comptes: asks for the format, then gives the link to the file (rows #148, #190). Changes nothing, so it goes on during maintenance.</summary>
[WorksInMaintenance]
internal sealed class ListAccountsModel(SchoolList lists, Selections selections, SheetLinks links, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts)
    : SelectedPage(lists, selections, readOnly, texts)
{
    /// <summary><c>pdf</c> or <c>csv</c>.</summary>
    [BindProperty]
    public string Format { get; set; } = "pdf";

    /// <summary>People selected.</summary>
    public int People { get; private set; }

    /// <summary>Where the file is, once a format is chosen; null before.</summary>
    public string? FileAddress { get; private set; }

    public async Task<IActionResult> OnGetAsync(string list, CancellationToken cancellationToken)
    {
        if (await RowsAsync(list, cancellationToken) is not { } rows)
        {
            return NotFound();
        }

        if (Request.Query["suite"].ToString() is ("expire" or "indisponible" or "change") and var reason)
        {
            ModelState.AddModelError(string.Empty, Texts[reason switch { "expire" => "Link.Expired", "change" => "List.Changed", _ => "List.Unavailable" }]);
        }

        Show(rows);
        return rows.Count == 0 ? Redirect(ListAddress) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string list, CancellationToken cancellationToken)
    {
        if (await RowsAsync(list, cancellationToken) is not { } rows)
        {
            return NotFound();
        }

        Show(rows);
        Require(rows.Count > 0, nameof(Format), "Inform.Nobody");
        Require(Format is "pdf" or "csv", nameof(Format), "List.Format");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var link = links.Make(Scope.Agent.Agent.Id, DocumentOf(Scope.School.Id, Kind, Format, rows));
        FileAddress = $"{ListRoot}/lister/fichier{Query.With("format", Format)}&lien={Uri.EscapeDataString(link)}{(Alone is { } account ? "&compte=" + account : string.Empty)}";
        return Page();
    }

    /// <summary>Stands for one list: a link made for these people opens no other list, whatever is selected when it is followed.</summary>
    internal static Guid DocumentOf(Guid school, ListKind kind, string format, IEnumerable<ListRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(school.ToByteArray());
        hash.AppendData([(byte)kind, format == "pdf" ? (byte)1 : (byte)2]);
        foreach (var account in rows.Select(row => row.AccountId).Distinct().Order())
        {
            hash.AppendData(account.ToByteArray());
        }

        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private void Show(IReadOnlyList<ListRow> rows) => People = rows.Select(row => row.AccountId).Distinct().Count();
}
