using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Reception;

/// <summary>The one place that decides whether a service receives a person, whatever the protocol. Main is read only for services that look at degrees or schools.</summary>
public sealed class ServiceDoor(PersonReader people)
{
    private static readonly HashSet<string> Schooling = new(StringComparer.Ordinal) { ClaimNames.Affiliation };

    /// <summary>Null when the person is received. Somebody whose account is gone has no school.</summary>
    public async ValueTask<NotReceived?> RefusalAsync(Service service, Guid accountId, Audience profile, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (!service.Audience.HasFlag(profile) || !ReceptionRules.LooksAtSchools(service))
        {
            return ReceptionRules.Refusal(service, profile, []);
        }

        var person = await people.ReadAsync(accountId, profile, Schooling, cancellation);
        return ReceptionRules.Refusal(service, profile, person?.Enrolments ?? []);
    }
}
