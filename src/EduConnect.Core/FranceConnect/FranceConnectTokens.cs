using System.Text;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.FranceConnect;

/// <summary>Keeps id_tokens of FranceConnect for signing out there, sealed, until a browser uses them up (federation reference d.7).</summary>
public sealed class FranceConnectTokens(OperationalDb operational, SealedBytes seals, SessionLifetimes lifetimes, TimeProvider clock, IRandomSource random)
{
    /// <summary>Keeps the token of a browser; those of earlier journeys of this browser go.</summary>
    public async Task KeepAsync(string browser, string subject, string idToken, CancellationToken cancellation)
    {
        var (holder, id, now) = (Sessions.Hash(browser), random.NewId(), clock.GetUtcNow().UtcDateTime);
        await operational.Set<FranceConnectToken>().Where(token => token.BrowserHash == holder).ExecuteDeleteAsync(cancellation);
        operational.Add(new FranceConnectToken
        {
            Id = id,
            BrowserHash = holder,
            SubjectHash = Sessions.Hash(subject),
            Sealed = seals.Seal(KeyPurpose.FranceConnectTokens, Encoding.UTF8.GetBytes(idToken), id.ToByteArray()),
            CreatedAt = now,
            ExpiresAt = now + lifetimes.FamilyAbsolute,
        });
        await operational.SaveChangesAsync(cancellation);
    }

    /// <summary>Takes the token of a browser out of the store.</summary>
    /// <param name="browser">handle of the cookie</param>
    /// <param name="subject">only when it is the token of this person; null takes it whoever it is</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>the whole id_token; null when there is none, or its key is gone</returns>
    public async Task<string?> TakeAsync(string? browser, string? subject, CancellationToken cancellation)
    {
        if (browser is not { Length: > 0 and <= 200 })
        {
            return null;
        }

        var (holder, now) = (Sessions.Hash(browser), clock.GetUtcNow().UtcDateTime);
        var kept = await operational.Set<FranceConnectToken>().AsNoTracking()
            .Where(token => token.BrowserHash == holder && token.ExpiresAt > now).OrderByDescending(token => token.CreatedAt).FirstOrDefaultAsync(cancellation);
        if (kept is null || (subject is not null && !kept.SubjectHash.AsSpan().SequenceEqual(Sessions.Hash(subject))))
        {
            return null;
        }

        await operational.Set<FranceConnectToken>().Where(token => token.BrowserHash == holder).ExecuteDeleteAsync(cancellation);
        return seals.Open(KeyPurpose.FranceConnectTokens, kept.Sealed, kept.Id.ToByteArray()) is { } plain ? Encoding.UTF8.GetString(plain) : null;
    }

    /// <summary>Erases tokens that are past their time; returns how many.</summary>
    public Task<int> EraseAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return operational.Set<FranceConnectToken>().Where(token => token.ExpiresAt <= now).ExecuteDeleteAsync(cancellation);
    }
}
