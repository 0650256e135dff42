using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Registry;

/// <summary>Puts new metadata of a service in the place of those it was entered with: new certificates, other addresses. What the operator chose stays.</summary>
[UseCase(Effect.Modifies)]
public sealed class ReplaceSamlMetadata(MainDb main, TimeProvider clock)
{
    /// <summary>The reasons of the refusal in English; empty when done, null when there is no such service.</summary>
    public async Task<IReadOnlyList<string>?> RunAsync(string clientId, string metadata, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await main.Set<Service>().Include(service => service.Saml).SingleOrDefaultAsync(service => service.ClientId == clientId, cancellation) is not { Saml: { } present })
        {
            return null;
        }

        if (SamlMetadataReader.Read(metadata, out var reason) is not { } read)
        {
            return [reason!];
        }

        if (read.EntityId != present.EntityId)
        {
            return [$"The metadata are those of '{read.EntityId}', not of '{present.EntityId}'."];
        }

        read.RequestsAreSigned |= present.RequestsAreSigned;
        if (SamlTermsRules.Breaches(read) is { Count: > 0 } breaches)
        {
            return breaches;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        (present.Consumers, present.LogoutAddresses) = (read.Consumers, read.LogoutAddresses);
        (present.SigningCertificates, present.EncryptionCertificates) = (read.SigningCertificates, read.EncryptionCertificates);
        (present.RequestsAreSigned, present.EnteredAt) = (read.RequestsAreSigned, now);
        main.Add(actor.Event("service.metadata.replaced", now, detail: clientId));
        await main.SaveChangesAsync(cancellation);
        return [];
    }
}
