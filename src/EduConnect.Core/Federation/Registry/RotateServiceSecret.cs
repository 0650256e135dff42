using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Registry;

/// <summary>Draws a new secret for a service; the former one works on for <see cref="ClientSecret.Overlap"/>, so that nothing breaks.</summary>
[UseCase(Effect.Modifies)]
public sealed class RotateServiceSecret(MainDb main, IRandomSource random, TimeProvider clock)
{
    /// <summary>The new secret, shown once; null when there is no such service or it authenticates otherwise.</summary>
    public async Task<string?> RunAsync(string clientId, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await main.Set<Service>().SingleOrDefaultAsync(service => service.ClientId == clientId, cancellation) is not { SecretHash: not null } found)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var secret = random.NewHandle();
        ClientSecret.Rotate(found, secret, now);
        main.Add(actor.Event("service.secret.rotated", now, detail: clientId));
        await main.SaveChangesAsync(cancellation);
        return secret;
    }
}
