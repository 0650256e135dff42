using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Logout;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Pushed;
using EduConnect.Core.Federation.Saml;
using EduConnect.Web.Hosting;
using EduConnect.Web.Protocols.Oidc.Keys;

namespace EduConnect.Web.Protocols.Oidc;

/// <summary>Hourly: makes the signing keys that are due and erases what nobody can use any more (S-OI4, S-GD1). Doing it twice changes nothing.</summary>
internal sealed class OidcUpkeepLoop(
    SigningKeys keys, GrantStore grants, AssertionMarks marks, SamlVisits visits, LogoutNotices notices, ChangeNotices changes, PushedRequests pushed, TimeProvider clock, ILogger<OidcUpkeepLoop> logger) : WorkerLoop(clock, logger)
{
    protected override TimeSpan Rest => TimeSpan.FromMinutes(5);

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        keys.RenewDue();
        await grants.EraseAsync(cancellationToken);
        await marks.EraseAsync(cancellationToken);
        await visits.EraseAsync(cancellationToken);
        await pushed.EraseAsync(cancellationToken);
        await notices.TidyAsync(cancellationToken);
        await changes.TidyAsync(cancellationToken);
        return false;
    }
}
