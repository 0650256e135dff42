using System.Data.Common;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Usage;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Grants;

/// <summary>
/// Codes and tokens in the operational store: the hot path of the provider, hence hand-written statements that read the same
/// on every engine, and no change tracker. Every decision that two requests could race for is one statement.
/// A grant is alive only while its session is: signing out needs no other write.
/// </summary>
public sealed class GrantStore(IDbContextFactory<OperationalDb> stores, IRandomSource random, TimeProvider clock)
{
    private DateTime Now
    {
        get
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
        }
    }

    /// <summary>Remembers a code and notes in the journal which service is entered. False when the session has ended meanwhile: nothing was written.</summary>
    public Task<bool> IssueAsync(NewGrant grant, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(grant);
        var now = Now;
        return ExecuteAsync(GrantStatements.Issue, cancellation,
            ("code", Handle.Hash(grant.Code)), ("client", grant.ClientId), ("session", grant.SessionId),
            ("redirect", grant.RedirectUri), ("challenge", grant.CodeChallenge), ("thumbprint", grant.Thumbprint), ("nonce", grant.Nonce), ("scope", grant.Scope),
            ("idclaims", grant.IdTokenClaims), ("infoclaims", grant.UserInfoClaims), ("now", now), ("end", now + GrantLifetimes.Code),
            ("event", random.NewId()), ("detail", ServiceEntry.Detail(grant.ClientId)),
            ("request", grant.RequestId), ("network", grant.Network));
    }

    /// <summary>
    /// Redeems a code once: of any number of callers exactly one gets the grant. A second use revokes everything the
    /// first one gave (RFC 6749 §4.1.2).
    /// </summary>
    /// <param name="code">The code received.</param>
    /// <param name="clientId">The service, already authenticated.</param>
    /// <param name="accessToken">The access token it will be given.</param>
    /// <param name="accessSeconds">Life of that token in seconds.</param>
    /// <param name="thumbprint">The key that token is bound to; null for a bearer token.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<LiveGrant?> RedeemAsync(string code, string clientId, string accessToken, int accessSeconds, string? thumbprint, CancellationToken cancellation)
    {
        var now = Now;
        var key = Handle.Hash(code);
        var grant = await ReadAsync(GrantStatements.Redeem, cancellation,
            ("code", key), ("client", clientId), ("now", now), ("token", Handle.Hash(accessToken)), ("tokenend", now.AddSeconds(accessSeconds)), ("thumbprint", thumbprint));
        if (grant is null)
        {
            await ExecuteAsync(GrantStatements.RevokeRedeemed, cancellation, ("code", key), ("client", clientId));
        }

        return grant;
    }

    /// <summary>Adds the first refresh token to a grant just redeemed; it lives until 12 h after sign-in, and needs the proof of a key when it is bound to one.</summary>
    public Task<bool> AllowRefreshAsync(LiveGrant grant, string refreshToken, string? thumbprint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return ExecuteAsync(GrantStatements.AllowRefresh, cancellation,
            ("code", grant.Key), ("refresh", Handle.Hash(refreshToken)), ("refreshend", grant.AuthenticatedAt + GrantLifetimes.Refresh),
            ("thumbprint", thumbprint));
    }

    /// <summary>
    /// Swaps the refresh token for a new one. A token that is not the one in force was used already or forged:
    /// the whole family dies (S-OI3).
    /// </summary>
    public async Task<LiveGrant?> RefreshAsync(RefreshSwap swap, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(swap);
        var now = Now;
        var key = Handle.GrantOf(swap.RefreshToken);
        if (key is null)
        {
            return null;
        }

        var grant = await ReadAsync(GrantStatements.Refresh, cancellation,
            ("code", key), ("client", swap.ClientId), ("now", now), ("old", Handle.Hash(swap.RefreshToken)),
            ("refresh", Handle.Hash(swap.NewRefreshToken)), ("token", Handle.Hash(swap.AccessToken)),
            ("tokenend", now.AddSeconds(swap.AccessSeconds)), ("tokenscope", swap.Scope), ("thumbprint", swap.Thumbprint));
        if (grant is null)
        {
            await ExecuteAsync(GrantStatements.RevokeReplayed, cancellation,
                ("code", key), ("client", swap.ClientId), ("old", Handle.Hash(swap.RefreshToken)));
        }

        return grant;
    }

    /// <summary>The grant of a live access token.</summary>
    public Task<LiveGrant?> FindByTokenAsync(string accessToken, CancellationToken cancellation) =>
        ReadAsync(GrantStatements.FindByToken, cancellation, ("token", Handle.Hash(accessToken)), ("now", Now));

    /// <summary>The grant of a live refresh token, without using it.</summary>
    public async Task<LiveGrant?> FindByRefreshAsync(string refreshToken, CancellationToken cancellation) =>
        Handle.GrantOf(refreshToken) is { } key
            ? await ReadAsync(GrantStatements.FindByRefresh, cancellation, ("code", key), ("refresh", Handle.Hash(refreshToken)), ("now", Now))
            : null;

    /// <summary>Ends a grant and all its tokens.</summary>
    public Task<bool> RevokeAsync(LiveGrant grant, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return ExecuteAsync(GrantStatements.Revoke, cancellation, ("code", grant.Key));
    }

    /// <summary>Ends one access token; the refresh token of the grant, if any, goes on.</summary>
    public Task<bool> RevokeAccessAsync(string accessToken, CancellationToken cancellation) =>
        ExecuteAsync(GrantStatements.RevokeAccess, cancellation, ("token", Handle.Hash(accessToken)));

    /// <summary>Erases the grants nobody can use any more; returns how many.</summary>
    public async Task<int> EraseAsync(CancellationToken cancellation)
    {
        var limit = Now - GrantLifetimes.Refresh - GrantLifetimes.Erasure;
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.Set<Grant>().Where(grant => grant.IssuedAt < limit).ExecuteDeleteAsync(cancellation);
    }

    private async Task<bool> ExecuteAsync(string sql, CancellationToken cancellation, params (string, object?)[] values)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        await store.Database.OpenConnectionAsync(cancellation);
        await using var command = Command(store, sql, values);
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    private async Task<LiveGrant?> ReadAsync(string sql, CancellationToken cancellation, params (string, object?)[] values)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        await store.Database.OpenConnectionAsync(cancellation);
        await using var command = Command(store, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader) : null;
    }

    private static DbCommand Command(OperationalDb store, string sql, (string Name, object? Value)[] values)
    {
        var command = store.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            if (value is null)
            {
                parameter.DbType = System.Data.DbType.String;
            }

            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static LiveGrant Read(DbDataReader row) => new(
        row.GetFieldValue<byte[]>(0), row.GetString(1), row.GetGuid(2), row.GetGuid(3), (Audience)row.GetInt32(4), Utc(row, 5)!.Value, row.GetString(6))
    {
        RedirectUri = row.GetString(7),
        CodeChallenge = Text(row, 8),
        Nonce = Text(row, 9),
        Scope = row.GetString(10),
        TokenScope = row.GetString(11),
        IdTokenClaims = Text(row, 12) ?? string.Empty,
        UserInfoClaims = Text(row, 13) ?? string.Empty,
        TokenExpiresAt = Utc(row, 14),
        RefreshExpiresAt = Utc(row, 15),
        CodeThumbprint = Text(row, 16),
        TokenThumbprint = Text(row, 17),
        RefreshThumbprint = Text(row, 18),
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTime? Utc(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);
}

/// <summary>One refresh: the token presented and what replaces it.</summary>
/// <param name="ClientId">The service, already authenticated.</param>
/// <param name="RefreshToken">The token presented.</param>
/// <param name="NewRefreshToken">The token that replaces it.</param>
/// <param name="AccessToken">The new access token.</param>
/// <param name="AccessSeconds">Life of the access token in seconds.</param>
/// <param name="Scope">Scopes of the new access token; null keeps those granted.</param>
/// <param name="Thumbprint">The key the new access token is bound to, which must be that of the refresh token if it has one; null for a bearer token.</param>
public sealed record RefreshSwap(
    string ClientId, string RefreshToken, string NewRefreshToken, string AccessToken, int AccessSeconds, string? Scope, string? Thumbprint = null);
