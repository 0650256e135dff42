using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.FranceConnect;

/// <summary>How an arrival from FranceConnect ends.</summary>
public abstract record FranceConnectArrival
{
    /// <summary>The identity is attached: signed in.</summary>
    /// <param name="Handle">for the cookie</param>
    /// <param name="AccountId">the account</param>
    public sealed record Entered(string Handle, Guid AccountId) : FranceConnectArrival;

    /// <summary>Nobody attached the identity yet: the phone number comes next (row #39).</summary>
    public sealed record Unknown : FranceConnectArrival;

    /// <summary>The account behind the identity cannot be used: closed, or not activated any more.</summary>
    public sealed record Refused : FranceConnectArrival;
}

/// <summary>Signs in whoever FranceConnect has authenticated and whose identity is attached to an account (row #34). Main is read, before and after the session is opened, and never written.</summary>
/// <remarks>A compromised account comes in this way: what leaked is its password, which FranceConnect does not use.</remarks>
[UseCase(Effect.Reads)]
public sealed class EnterByFranceConnect(MainDb main, OperationalDb operational, FranceConnectOptions options, Sessions sessions, SignInJournal journal)
{
    /// <summary>What <see cref="Session.Methods"/> holds after such a sign-in.</summary>
    public const string Method = "fc";

    private const string JournalDetail = "FranceConnect";

    /// <summary>Opens the session. The device is not remembered: it was not proved by a password (security reference §3).</summary>
    /// <param name="person">whom FranceConnect has authenticated</param>
    /// <param name="actor">the request</param>
    /// <param name="userAgent">what the browser says it is, for "Mes connexions ouvertes" (S-SE5); null when it says nothing</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<FranceConnectArrival> RunAsync(FranceConnectPerson person, Actor actor, string? userAgent, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(actor);
        if (await FindAsync(person.Subject, cancellation) is not { } account)
        {
            return new FranceConnectArrival.Unknown();
        }

        if (!account.IsUsable)
        {
            return new FranceConnectArrival.Refused();
        }

        var (handle, session) = sessions.Open(operational, SessionKind.Guardian, account.Id, Method, isShared: true, userAgent);
        journal.SignedIn(operational, session, actor.RequestId, actor.Network, detail: JournalDetail);
        await operational.SaveChangesAsync(cancellation);
        // Detached, closed or grouped while the session was being opened: seen here (S-PW6).
        if (await FindAsync(person.Subject, cancellation) is not { IsUsable: true } now || now.Id != account.Id)
        {
            await sessions.EndAsync(operational, session.Id, cancellation);
            return new FranceConnectArrival.Refused();
        }

        return new FranceConnectArrival.Entered(handle, account.Id);
    }

    private Task<Attached?> FindAsync(string subject, CancellationToken cancellation)
    {
        var environment = options.Issuer;
        return (
            from identity in main.Set<FranceConnectIdentity>().AsNoTracking()
            join one in main.Set<Account>() on identity.AccountId equals one.Id
            where identity.Environment == environment && identity.Subject == subject
            select new Attached(one.Id, one.Kind, one.State, one.ClosedAt)).FirstOrDefaultAsync(cancellation);
    }

    private sealed record Attached(Guid Id, AccountKind Kind, AccountState State, DateTime? ClosedAt)
    {
        public bool IsUsable => this is { Kind: AccountKind.Guardian, State: AccountState.Activated, ClosedAt: null };
    }
}
