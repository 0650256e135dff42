using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Web.Administration;

/// <summary>The marks that a page shows, each to be explained below; the degree tells where the school corrects its data, and a pupil has no address but the account's.</summary>
internal sealed record MarksShown(Degree Degree, bool Compromised, bool MailInError, bool TieReported, bool DateReported, bool NewUsername, bool OfPupils = false)
{
    /// <summary>Whether there is anything to explain.</summary>
    public bool Any => Compromised || MailInError || TieReported || DateReported || NewUsername;

    /// <summary>The school's own application.</summary>
    public string Source => Degree == Degree.First ? "ONDE" : "SIECLE";

    /// <summary>The marks of the rows of a list.</summary>
    public static MarksShown Of(Degree degree, IReadOnlyCollection<ListRow> rows) => new(
        degree,
        rows.Any(row => row.IsCompromised),
        rows.Any(row => row.MailInError),
        rows.Any(row => row.Statement == LinkStatement.ReportedWrong),
        rows.Any(row => row.Statement == LinkStatement.BirthDateReported),
        rows.Any(row => row.NewUsernameRequestedAt is not null),
        rows.All(row => row.Tie is null));
}
