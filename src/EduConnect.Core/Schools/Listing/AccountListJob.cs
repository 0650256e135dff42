using System.Text.Json;

namespace EduConnect.Core.Schools.Listing;

/// <summary>The list on paper: what <c>EduConnect.Letters/templates/list.typ</c> reads. Holds passwords: it goes to the worker's standard input and nowhere else.</summary>
/// <param name="Title">title of the document</param>
/// <param name="Date">date printed, dd/MM/yyyy</param>
/// <param name="School">type and name</param>
/// <param name="Uai">national code</param>
/// <param name="Town">town</param>
/// <param name="NameColumns">heads of the guardian's name and first name; empty for pupils</param>
/// <param name="Demonstration">people are invented, and the pages say so</param>
/// <param name="Groups">sorted; each one starts a page</param>
public sealed record AccountListJob(
    string Title, string Date, string School, string Uai, string Town, IReadOnlyList<string> NameColumns, bool Demonstration, IReadOnlyList<AccountListGroup> Groups)
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower };

    /// <summary>Which template lays it out.</summary>
    public string Document { get; } = "list";

    /// <summary>Rows, for the time the worker may take.</summary>
    internal int Rows => Groups.Sum(group => group.Rows.Count);

    /// <summary>The job as the worker reads it (UTF-8).</summary>
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Format);
}

/// <summary>One class, under its curriculum (row #150).</summary>
/// <param name="Mef">label of the curriculum; null when there is none</param>
/// <param name="ClassCode">how the school names the class: its code, in the 1st degree its label; null for those without class</param>
/// <param name="ClassLabel">its label</param>
/// <param name="Rows">cells of each row: names, state, username, password (empty when there is none)</param>
public sealed record AccountListGroup(string? Mef, string? ClassCode, string? ClassLabel, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <inheritdoc/>
    public override string ToString() => "AccountListGroup •••";
}
