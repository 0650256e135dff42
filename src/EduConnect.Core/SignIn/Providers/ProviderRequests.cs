using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn.Providers;

/// <summary>What goes into the address at the provider; only hashes of it are kept.</summary>
/// <param name="State">64 hexadecimal signs</param>
/// <param name="Nonce">64 hexadecimal signs</param>
public sealed record ProviderTicket(string State, string Nonce)
{
    private const int RandomBytes = 32;

    /// <summary>A new one.</summary>
    public static ProviderTicket Draw(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new(Text(random), Text(random));
    }

    /// <summary>Whether a nonce is the one of a journey, in fixed time.</summary>
    public static bool IsNonceOf(ProviderRequest request, string? nonce)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CryptographicOperations.FixedTimeEquals(request.NonceHash, SHA256.HashData(Encoding.UTF8.GetBytes(nonce ?? string.Empty)));
    }

    /// <inheritdoc/>
    public override string ToString() => "ProviderTicket •••";

    private static string Text(IRandomSource random)
    {
        var bytes = new byte[RandomBytes];
        random.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}

/// <summary>Browsers on their way to a provider elsewhere and back, in the operational store (S-FC1).</summary>
public abstract class ProviderRequests<TRequest>(OperationalDb operational, TimeProvider clock, IRandomSource random)
    where TRequest : ProviderRequest
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Begins a journey of the browser that holds <paramref name="browser"/>; several at once are several tabs. Nobody may stay away longer than half an hour.</summary>
    protected async Task<ProviderTicket> KeepAsync(TRequest request, string browser, string? returnPath, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var ticket = ProviderTicket.Draw(random);
        request.StateHash = Sessions.Hash(ticket.State);
        request.BrowserHash = Sessions.Hash(browser);
        request.NonceHash = Sessions.Hash(ticket.Nonce);
        request.ReturnPath = returnPath;
        request.ExpiresAt = Now + Life;
        operational.Add(request);
        await operational.SaveChangesAsync(cancellation);
        return ticket;
    }

    /// <summary>Uses up a journey: the first caller gets it, every later one and every other browser gets null.</summary>
    public async Task<TRequest?> TakeAsync(string? state, string? browser, CancellationToken cancellation)
    {
        if (state is not { Length: > 0 and <= 200 } || browser is not { Length: > 0 and <= 200 })
        {
            return null;
        }

        var (key, holder, now) = (Sessions.Hash(state), Sessions.Hash(browser), Now);
        var request = await operational.Set<TRequest>().AsNoTracking()
            .FirstOrDefaultAsync(one => one.StateHash == key && one.BrowserHash == holder && one.ExpiresAt > now, cancellation);
        return request is not null && await operational.Set<TRequest>().Where(one => one.StateHash == key).ExecuteDeleteAsync(cancellation) == 1
            ? request
            : null;
    }

    /// <summary>Erases journeys nobody came back from; returns how many.</summary>
    public Task<int> EraseAsync(CancellationToken cancellation)
    {
        var now = Now;
        return operational.Set<TRequest>().Where(one => one.ExpiresAt <= now).ExecuteDeleteAsync(cancellation);
    }
}
