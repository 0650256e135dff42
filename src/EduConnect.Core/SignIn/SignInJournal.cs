using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.SignIn;

/// <summary>Writes what happened at the desk into the operational store; <see cref="DrainJournal"/> carries it to main.</summary>
public sealed class SignInJournal(TimeProvider clock, IRandomSource random)
{
    /// <summary>Code of a sign-in.</summary>
    public const string SucceededCode = "signin.succeeded";

    /// <summary>Code of a sign-in with a code that an agent gave.</summary>
    public const string AccessCodeCode = "signin.by-access-code";

    /// <summary>Code of a refused sign-in, whatever the reason.</summary>
    public const string RefusedCode = "signin.refused";

    /// <summary>Code of a sign-out.</summary>
    public const string SignedOutCode = "signin.ended";

    /// <summary>A sign-in, with the better hash of the password when there is one; otherwise <paramref name="detail"/> may name another way in.</summary>
    public void SignedIn(OperationalDb db, Session session, string requestId, string? address, string? rehashed = null, string? replaces = null, string detail = "")
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(session);
        Count("succeeded");
        var entry = Entry(SucceededCode, session.HolderId, requestId, address);
        entry.PasswordHash = rehashed;
        entry.Detail = rehashed is null || replaces is null ? detail : Fingerprint(replaces);
        db.Add(entry);
    }

    /// <summary>A sign-in with a code that an agent gave; <paramref name="facts"/> say who gave it, in which school.</summary>
    public void SignedInByAccessCode(OperationalDb db, Session session, SignInAttempt attempt, string facts)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(attempt);
        Count("access-code");
        var entry = Entry(AccessCodeCode, session.HolderId, attempt.RequestId, attempt.Address?.ToString());
        entry.Detail = facts;
        db.Add(entry);
    }

    /// <summary>Whether a code tells of a sign-in, by whatever way.</summary>
    public static bool IsSignIn(string code) => code is SucceededCode or AccessCodeCode;

    /// <summary>A refused sign-in; the same row whether or not an account stands behind the username.</summary>
    public void Refused(OperationalDb db, SignInAttempt attempt, Guid? account)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(attempt);
        // Told apart in the metrics only: many names nobody has are a list from elsewhere being tried (security reference §3.5).
        Count(account is null ? "unknown" : "refused");
        db.Add(Entry(RefusedCode, account, attempt.RequestId, attempt.Address?.ToString()));
    }

    /// <summary>Anything else that belongs in the audit trail and must not wait for main.</summary>
    public void Note(OperationalDb db, string code, Guid? account, string requestId, string? address, string detail = "")
    {
        ArgumentNullException.ThrowIfNull(db);
        var entry = Entry(code, account, requestId, address);
        entry.Detail = detail;
        db.Add(entry);
    }

    /// <summary>Tells whether a hash in main is still the one a rehash was made from, without keeping it twice.</summary>
    public static string Fingerprint(string passwordHash) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(passwordHash)));

    private static void Count(string outcome) => ServiceMeter.SignIns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private JournalEntry Entry(string code, Guid? account, string requestId, string? address) => new()
    {
        Id = random.NewId(),
        At = clock.GetUtcNow().UtcDateTime,
        Code = code,
        AccountId = account,
        RequestId = requestId,
        Network = address ?? string.Empty,
    };
}
