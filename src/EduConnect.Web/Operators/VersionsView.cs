using EduConnect.Core.HelpTexts;

namespace EduConnect.Web.Operators;

/// <summary>How a page shows the versions of a text.</summary>
/// <param name="History">the versions of the page shown</param>
/// <param name="Names">names of operators, by what is written of them</param>
/// <param name="Number">the page shown, from 1</param>
/// <param name="At">how an instant is said</param>
/// <param name="Address">the page of a version</param>
/// <param name="Original">what stood where a version has no text</param>
internal sealed record VersionsView(TextHistory History, IReadOnlyDictionary<string, string> Names, int Number, Func<DateTime, string> At, Func<int, string> Address, string Original)
{
    /// <summary>Who wrote a version.</summary>
    public string Writer(VersionLine line) => line.WrittenBy.Length > 0 ? Names.GetValueOrDefault(line.WrittenBy, line.WrittenBy) : "–";

    /// <summary>The address of a page of versions.</summary>
    public static string AtPage(int page) => OperatorPage.AtPage(page);
}
