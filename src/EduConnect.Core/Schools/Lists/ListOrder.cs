using System.Linq.Expressions;

namespace EduConnect.Core.Schools.Lists;

/// <summary>Order of a list, as part of one query. Rows that are equal in the column stand by name, always the same way round, so that pages do not overlap.</summary>
internal static class ListOrder
{
    public static IQueryable<ListRow> InOrder(this IQueryable<ListRow> rows, ListSort sort)
    {
        var sorted = sort.Column switch
        {
            ListColumn.Class => By(rows, sort, row => row.ClassName),
            ListColumn.Guardian => By(rows, sort, row => row.GuardianSearch),
            ListColumn.Username => By(rows, sort, row => row.Username),
            ListColumn.Mail => By(rows, sort, row => row.MailInError ? 3 : row.MailConfirmedAt != null ? 0 : (row.Mail ?? row.SourceMail) != null ? 1 : 2),
            ListColumn.Mobile => By(rows, sort, row => row.MobileConfirmedAt != null ? 0 : (row.Mobile ?? row.SourceMobile) != null ? 1 : 2),
            ListColumn.State => By(rows, sort, row => row.State),
            ListColumn.LastInformed => By(rows, sort, row => row.LastInformedAt ?? DateTime.UnixEpoch),
            ListColumn.Mef => By(rows, sort, row => row.MefCode),
            ListColumn.LastSignIn => By(rows, sort, row => row.LastSignInAt ?? DateTime.UnixEpoch),
            ListColumn.Origin => By(rows, sort, row => row.Mode),
            ListColumn.HomeSchool => By(rows, sort, row => row.HomeSchoolName),
            _ => By(rows, sort, row => row.PupilSearch),
        };
        return sorted.ThenBy(row => row.PupilSearch).ThenBy(row => row.GuardianSearch).ThenBy(row => row.AccountId).ThenBy(row => row.PupilId);
    }

    private static IOrderedQueryable<ListRow> By<TKey>(IQueryable<ListRow> rows, ListSort sort, Expression<Func<ListRow, TKey>> key) =>
        sort.Descending ? rows.OrderByDescending(key) : rows.OrderBy(key);
}
