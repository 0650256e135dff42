using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.FranceConnect;

/// <summary>What goes into the address at FranceConnect; only hashes of it are kept.</summary>
/// <param name="State">64 hexadecimal signs</param>
/// <param name="Nonce">64 hexadecimal signs</param>
public sealed record FranceConnectTicket(string State, string Nonce);

/// <summary>Browsers on their way to FranceConnect and back, in the operational store (S-FC1).</summary>
public sealed class FranceConnectRequests(OperationalDb operational, TimeProvider clock, IRandomSource random)
{
    /// <summary>How long somebody may stay there: as long as its own session without a click.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private const int RandomBytes = 32;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Begins a journey of the browser that holds <paramref name="browser"/>; several at once are several tabs.</summary>
    public async Task<FranceConnectTicket> BeginAsync(FranceConnectGoal goal, string browser, Guid? session, string? returnPath, CancellationToken cancellation)
    {
        var ticket = new FranceConnectTicket(Draw(), Draw());
        operational.Add(new FranceConnectRequest
        {
            StateHash = Hash(ticket.State),
            BrowserHash = Hash(browser),
            NonceHash = Hash(ticket.Nonce),
            Goal = goal,
            SessionId = session,
            ReturnPath = returnPath,
            ExpiresAt = Now + Life,
        });
        await operational.SaveChangesAsync(cancellation);
        return ticket;
    }

    /// <summary>Uses up a journey: the first caller gets it, every later one and every other browser gets null.</summary>
    public async Task<FranceConnectRequest?> TakeAsync(string? state, string? browser, CancellationToken cancellation)
    {
        if (state is not { Length: > 0 and <= 200 } || browser is not { Length: > 0 and <= 200 })
        {
            return null;
        }

        var (key, holder, now) = (Hash(state), Hash(browser), Now);
        var request = await operational.Set<FranceConnectRequest>().AsNoTracking()
            .FirstOrDefaultAsync(one => one.StateHash == key && one.BrowserHash == holder && one.ExpiresAt > now, cancellation);
        return request is not null && await operational.Set<FranceConnectRequest>().Where(one => one.StateHash == key).ExecuteDeleteAsync(cancellation) == 1
            ? request
            : null;
    }

    /// <summary>Erases journeys nobody came back from; returns how many.</summary>
    public Task<int> EraseAsync(CancellationToken cancellation)
    {
        var now = Now;
        return operational.Set<FranceConnectRequest>().Where(one => one.ExpiresAt <= now).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>What is kept of a value that came from, or goes to, the browser.</summary>
    public static byte[] Hash(string value) => Sessions.Hash(value);

    /// <summary>Whether a nonce is the one of a journey, in fixed time.</summary>
    public static bool IsNonceOf(FranceConnectRequest request, string? nonce)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CryptographicOperations.FixedTimeEquals(request.NonceHash, SHA256.HashData(Encoding.UTF8.GetBytes(nonce ?? string.Empty)));
    }

    private string Draw()
    {
        var bytes = new byte[RandomBytes];
        random.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
