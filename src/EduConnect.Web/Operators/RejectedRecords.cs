using System.Globalization;
using EduConnect.Core.Directory.Importing;

namespace EduConnect.Web.Operators;

/// <summary>Records that an import set aside, 50 a page.</summary>
/// <param name="All">all of them</param>
/// <param name="Page">the page shown, from 1</param>
/// <param name="Address">the page they stand on; it has a query already</param>
internal sealed record RejectedRecords(IReadOnlyList<Rejection> All, int Page, string Address)
{
    private const int PageSize = 50;

    /// <summary>Those of the page.</summary>
    public IEnumerable<Rejection> Rows => All.Skip((Page - 1) * PageSize).Take(PageSize);

    /// <summary>The address of a page.</summary>
    public string At(int page) => $"{Address}&page={page.ToString(CultureInfo.InvariantCulture)}";
}
