using System.Globalization;
using EduConnect.Core.Directory.Importing;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Operators;

/// <summary>Records that an import set aside, 50 a page.</summary>
/// <param name="All">all of them</param>
/// <param name="Page">the page shown, from 1</param>
/// <param name="Texts">words by name</param>
/// <param name="Address">the page they stand on; it has a query already</param>
internal sealed record RejectedRecords(IReadOnlyList<Rejection> All, int Page, IStringLocalizer<OperatorTexts> Texts, string Address)
{
    private const int PageSize = 50;

    /// <summary>Those of the page.</summary>
    public IEnumerable<(Rejection Record, RemarkShown Why)> Rows => All.Skip((Page - 1) * PageSize).Take(PageSize).Select(one => (one, RemarkWords.Of(Texts, one)));

    /// <summary>The address of a page.</summary>
    public string At(int page) => $"{Address}&page={page.ToString(CultureInfo.InvariantCulture)}";
}
