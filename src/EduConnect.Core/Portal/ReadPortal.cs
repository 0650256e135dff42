using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Portal;

/// <summary>Reads what the portal shows (rows #21 to #23, #27): people and messages from main, services from memory. Never writes.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadPortal(MainDb main, PreviousSignIn signIns, PortalCatalogue catalogue, TimeProvider clock)
{
    /// <summary>Reads it for the holder of a session.</summary>
    /// <returns>null when main does not know the account: brought back from a backup, or read from a replica that lags, it may be behind the sessions</returns>
    public async Task<PortalView?> RunAsync(Session session, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        var isPupil = session.Kind == SessionKind.Pupil;
        if ((isPupil ? await PupilAsync(session.HolderId, cancellation) : await GuardianAsync(session.HolderId, cancellation)) is not var (name, people, hasReports))
        {
            return null;
        }

        var services = await catalogue.GetAsync(cancellation);
        var profile = isPupil ? Audience.Pupils : Audience.Guardians;
        var places = people.Select(one => one with { Services = PortalRules.ShownTo(services, profile, one.School) }).ToList();
        var previous = await signIns.FindAsync(session, cancellation);
        var byCode = isPupil && previous is { } at && await signIns.WasByAccessCodeAsync(session.HolderId, at, cancellation);
        return new PortalView(name, isPupil, places, await MessagesAsync(places, cancellation), hasReports, previous, byCode);
    }

    private async Task<(string Name, IReadOnlyList<PortalPlace> Places, bool HasReports)?> PupilAsync(Guid account, CancellationToken cancellation)
    {
        var pupil = await main.Set<Pupil>().AsNoTracking().FirstOrDefaultAsync(one => main.Set<Account>().Any(row => row.Id == account && row.PupilId == one.Id), cancellation);
        if (pupil is null)
        {
            return null;
        }

        var place = (await Children.PlacesAsync(main, [pupil.Id], cancellation)).GetValueOrDefault(pupil.Id);
        var name = $"{pupil.FirstName} {pupil.UsualName}".Trim();
        return (name, [new PortalPlace(name, place?.School, place?.ClassLabel ?? string.Empty, [])], false);
    }

    private async Task<(string Name, IReadOnlyList<PortalPlace> Places, bool HasReports)?> GuardianAsync(Guid account, CancellationToken cancellation)
    {
        var record = await main.Set<GuardianRecord>().AsNoTracking().Where(one => one.AccountId == account)
            .OrderBy(one => one.GoneAt != null).ThenByDescending(one => one.Degree).ThenBy(one => one.SourceId).FirstOrDefaultAsync(cancellation); // as services are told
        if (record is null && !await main.Set<Account>().AnyAsync(one => one.Id == account, cancellation))
        {
            return null;
        }

        var children = await Children.OfAsync(main, account, cancellation);
        return (
            record is null ? string.Empty : $"{record.FirstName} {record.UsualName}".Trim(),
            [.. children.Where(child => child.Statement == LinkStatement.Confirmed).Select(child => new PortalPlace(child.FullName, child.School, child.ClassLabel, []))],
            children.Any(child => child.Statement == LinkStatement.ReportedWrong));
    }

    private async Task<IReadOnlyList<PortalMessage>> MessagesAsync(IEnumerable<PortalPlace> places, CancellationToken cancellation)
    {
        var schools = places.Select(place => place.School).OfType<School>().DistinctBy(school => school.Id).ToList();
        if (schools.Count == 0)
        {
            return [];
        }

        var ids = schools.ConvertAll(school => school.Id);
        var today = DateOnly.FromDateTime(ParisTime.From(clock.GetUtcNow().UtcDateTime));
        var texts = await main.Set<SchoolMessage>().AsNoTracking().Where(message => ids.Contains(message.SchoolId) && message.From <= today && today <= message.To)
            .ToDictionaryAsync(message => message.SchoolId, message => message.Text, cancellation);
        return [.. schools.Where(school => texts.ContainsKey(school.Id)).Select(school => new PortalMessage(school, texts[school.Id]))];
    }
}
