using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Schools.Lists;

/// <summary>Search of a list, as parts of one query.</summary>
internal static class ListFilters
{
    /// <summary>The rows of a list that a search finds, on a day.</summary>
    public static IQueryable<ListRow> Matching(MainDb db, ListKind kind, ListSearch search, SchoolDay day)
    {
        var rows = WithText(ListRows.Of(db, kind), search.Text);
        rows = search.Mefs.Count == 0 ? rows : rows.Where(row => row.MefCode != null && search.Mefs.Contains(row.MefCode));
        rows = search.Levels.Count == 0 ? rows : rows.Where(row => row.Level != null && search.Levels.Contains(row.Level));
        rows = search.Classes.Count == 0 ? rows : rows.Where(row => row.ClassId != null && search.Classes.Contains(row.ClassId.Value));
        rows = search.HomeSchools.Count == 0 ? rows : rows.Where(row => row.HomeSchoolId != null && search.HomeSchools.Contains(row.HomeSchoolId.Value));
        rows = search.States.Count == 0 ? rows : rows.Where(row => search.States.Contains(row.State));
        rows = search.Origins.Count == 0 ? rows : rows.Where(row => search.Origins.Contains(row.Mode));
        rows = WithToHandle(WithMobile(WithMail(rows, search.Mail), search.Mobile), search.ToHandle);
        return rows.WithAges(search.Ages, day.Today).WithFamilies(db, kind, search.Families)
            .SignedInSince(search.SignedInThisYear, day.YearStartedAt).ToInformFirst(db, search.ToInformFirst);
    }

    private static IQueryable<ListRow> WithText(IQueryable<ListRow> rows, string? text)
    {
        if (SearchWords.Read(text) is not { } words)
        {
            return rows;
        }

        string username = words.Username, ine = words.Ine, first = words.First, second = words.Second, third = words.Third, fourth = words.Fourth;
        var isName = words.IsName;
        if (words.IsIdentifier)
        {
            // Somebody's whole username finds that person alone, not everybody whose names begin alike; a part of one is still words of a name.
            var exact = rows.Where(row => row.Username == username || row.Ine == ine);
            return rows.Where(row => row.Username == username || row.Ine == ine || (isName && !exact.Any()
                && (" " + row.PupilSearch + " " + (row.GuardianSearch ?? string.Empty)).Contains(first)
                && (" " + row.PupilSearch + " " + (row.GuardianSearch ?? string.Empty)).Contains(second)
                && (" " + row.PupilSearch + " " + (row.GuardianSearch ?? string.Empty)).Contains(third)
                && (" " + row.PupilSearch + " " + (row.GuardianSearch ?? string.Empty)).Contains(fourth)));
        }

        return rows.Where(row => row.Username == username || row.Ine == ine || (isName
            && (" " + row.PupilSearch + " " + (row.GuardianSearch ?? string.Empty)).Contains(first)
            && (" " + row.PupilSearch + " " + (row.GuardianSearch ?? string.Empty)).Contains(second)
            && (" " + row.PupilSearch + " " + (row.GuardianSearch ?? string.Empty)).Contains(third)
            && (" " + row.PupilSearch + " " + (row.GuardianSearch ?? string.Empty)).Contains(fourth)));
    }

    private static IQueryable<ListRow> WithMail(IQueryable<ListRow> rows, IReadOnlyList<ContactState> states)
    {
        bool confirmed = states.Contains(ContactState.Confirmed), toConfirm = states.Contains(ContactState.ToConfirm);
        bool none = states.Contains(ContactState.None), inError = states.Contains(ContactState.InError);
        return states.Count == 0 ? rows : rows.Where(row =>
            (inError && row.MailInError)
            || (confirmed && !row.MailInError && row.MailConfirmedAt != null)
            || (toConfirm && !row.MailInError && row.MailConfirmedAt == null && (row.Mail ?? row.SourceMail) != null)
            || (none && !row.MailInError && row.MailConfirmedAt == null && (row.Mail ?? row.SourceMail) == null));
    }

    private static IQueryable<ListRow> WithMobile(IQueryable<ListRow> rows, IReadOnlyList<ContactState> states)
    {
        bool confirmed = states.Contains(ContactState.Confirmed), toConfirm = states.Contains(ContactState.ToConfirm), none = states.Contains(ContactState.None);
        return states.Count == 0 ? rows : rows.Where(row =>
            (confirmed && row.MobileConfirmedAt != null)
            || (toConfirm && row.MobileConfirmedAt == null && (row.Mobile ?? row.SourceMobile) != null)
            || (none && row.MobileConfirmedAt == null && (row.Mobile ?? row.SourceMobile) == null));
    }

    private static IQueryable<ListRow> WithToHandle(IQueryable<ListRow> rows, IReadOnlyList<ToHandle> matters)
    {
        bool compromised = matters.Contains(ToHandle.Compromised), mail = matters.Contains(ToHandle.MailInError);
        bool tie = matters.Contains(ToHandle.TieReported), birthDate = matters.Contains(ToHandle.BirthDateReported);
        return matters.Count == 0 ? rows : rows.Where(row =>
            (compromised && row.IsCompromised) || (mail && row.MailInError)
            || (tie && row.Statement == LinkStatement.ReportedWrong) || (birthDate && row.Statement == LinkStatement.BirthDateReported));
    }
}
