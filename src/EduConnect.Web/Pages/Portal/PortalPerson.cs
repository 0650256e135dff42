using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Pages.Portal;

/// <summary>What the portal shows of the person who is signed in.</summary>
/// <param name="Name">first name and family name</param>
/// <param name="Place">school and class of a pupil; null for guardians</param>
/// <param name="Children">confirmed children of a guardian; null for pupils</param>
/// <param name="HasReports">a tie was reported and is not corrected yet</param>
/// <param name="LastSignIn">the sign-in before this one, on a Paris clock; null when there was none</param>
internal sealed record PortalPerson(string Name, Place? Place, IReadOnlyList<Child>? Children, bool HasReports, DateTime? LastSignIn)
{
    public static async Task<PortalPerson> ReadAsync(MainDb main, OperationalDb operational, Session session, CancellationToken cancellation)
    {
        var last = await LastAsync(main, operational, session, cancellation);
        if (session.Kind == SessionKind.Pupil)
        {
            var pupil = await main.Set<Pupil>().AsNoTracking().FirstAsync(one => main.Set<Account>().Any(account => account.Id == session.HolderId && account.PupilId == one.Id), cancellation);
            var places = await Core.Guardians.Children.PlacesAsync(main, [pupil.Id], cancellation);
            return new PortalPerson($"{pupil.FirstName} {pupil.UsualName}", places.GetValueOrDefault(pupil.Id), null, false, last);
        }

        var record = await main.Set<GuardianRecord>().AsNoTracking().Where(one => one.AccountId == session.HolderId).OrderBy(one => one.GoneAt != null).ThenBy(one => one.Id).FirstOrDefaultAsync(cancellation);
        var children = await Core.Guardians.Children.OfAsync(main, session.HolderId, cancellation);
        return new PortalPerson(
            record is null ? string.Empty : $"{record.FirstName} {record.UsualName}".Trim(),
            null,
            [.. children.Where(child => child.Statement == LinkStatement.Confirmed)],
            children.Any(child => child.Statement == LinkStatement.ReportedWrong),
            last);
    }

    // Main may not have heard of the latest sign-ins yet: the journal knows them. Either store may be behind, never both.
    private static async Task<DateTime?> LastAsync(MainDb main, OperationalDb operational, Session session, CancellationToken cancellation)
    {
        var began = session.AuthenticatedAt;
        var journaled = await operational.Set<JournalEntry>().AsNoTracking()
            .Where(entry => entry.AccountId == session.HolderId && entry.Code == SignInJournal.SucceededCode && entry.At < began)
            .MaxAsync(entry => (DateTime?)entry.At, cancellation);
        var account = await main.Set<Account>().AsNoTracking().Where(one => one.Id == session.HolderId)
            .Select(one => new { one.LastSignInAt, one.PreviousSignInAt }).FirstAsync(cancellation);
        var known = account.LastSignInAt < began ? account.LastSignInAt : account.PreviousSignInAt;
        var latest = journaled > known || known is null ? journaled : known;
        return latest is { } utc ? ParisTime.From(utc) : null;
    }
}
