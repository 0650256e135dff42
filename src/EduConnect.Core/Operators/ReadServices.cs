using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators;

/// <summary>A service as operators look over it.</summary>
/// <param name="Identifier">its <c>client_id</c></param>
/// <param name="Name">name shown to families</param>
/// <param name="IsOpen">whether anybody may enter</param>
/// <param name="SpeaksOidc">OpenID Connect: it has an address to send browsers back to</param>
/// <param name="SpeaksSaml">SAML 2.0</param>
/// <param name="LastEntered">when somebody last entered (UTC), as far as the operational store remembers: about a day; null otherwise</param>
/// <param name="CertificateEnds">when the first of its SAML certificates ends (UTC); null when it has none that can be read. Their dates refuse nothing</param>
/// <param name="Notices">how its notices of changes stand; null when it is told nothing</param>
public sealed record ServiceLine(string Identifier, string Name, bool IsOpen, bool SpeaksOidc, bool SpeaksSaml, DateTime? LastEntered, DateTime? CertificateEnds, NoticeCount? Notices);

/// <summary>Lists the services with their protocols, last entry and certificates. Needs both stores.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadServices(IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, CountNotices notices)
{
    /// <summary>Lists, by <c>client_id</c>.</summary>
    public async Task<IReadOnlyList<ServiceLine>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var services = await db.Set<Service>().AsNoTracking().Include(service => service.Saml).OrderBy(service => service.ClientId).ToListAsync(cancellationToken);
        var entered = await EnteredAsync(cancellationToken);
        var counts = (await notices.RunAsync(cancellationToken)).ToDictionary(count => count.ClientId, StringComparer.Ordinal);
        return services.ConvertAll(service => new ServiceLine(
            service.ClientId, service.Name, service.Enabled, service.RedirectUris.Count > 0, service.Saml is not null,
            entered.TryGetValue(service.ClientId, out var at) ? at : null, service.Saml is { } terms ? EndOf([.. terms.SigningCertificates, .. terms.EncryptionCertificates]) : null,
            counts.GetValueOrDefault(service.ClientId) ?? (service.NoticeUri is null ? null : new NoticeCount(service.ClientId, 0, 0, null, null))));
    }

    private async Task<Dictionary<string, DateTime>> EnteredAsync(CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var byOidc = await db.Set<Grant>().GroupBy(grant => grant.ClientId).Select(group => new { group.Key, At = group.Max(grant => grant.IssuedAt) }).ToListAsync(cancellationToken);
        var bySaml = await db.Set<SamlVisit>().GroupBy(visit => visit.ClientId).Select(group => new { group.Key, At = group.Max(visit => visit.EnteredAt) }).ToListAsync(cancellationToken);
        return byOidc.Concat(bySaml).GroupBy(one => one.Key).ToDictionary(group => group.Key, group => group.Max(one => one.At), StringComparer.Ordinal);
    }

    private static DateTime? EndOf(IReadOnlyList<string> certificates)
    {
        List<DateTime> ends = [];
        foreach (var text in certificates)
        {
            try
            {
                using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
                ends.Add(certificate.NotAfter.ToUniversalTime());
            }
            catch (Exception fault) when (fault is FormatException or CryptographicException)
            {
                // What cannot be read has no end to tell; the service's messages are refused at their signature.
            }
        }

        return ends.Count == 0 ? null : ends.Min();
    }
}
