using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Federation.Grants;

/// <summary>An assertion of a service that was used and must not be used again (RFC 7523 §3, <c>jti</c>).</summary>
public sealed class AssertionMark
{
    /// <summary>SHA-256 of the service and the identifier of the assertion.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>When the assertion is too old anyway (UTC).</summary>
    public DateTime ExpiresAt { get; set; }
}

/// <summary>Mapping of <see cref="AssertionMark"/>.</summary>
public sealed class AssertionMarkConfiguration : OperationalConfiguration<AssertionMark>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AssertionMark> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("OidcAssertionMark");
        builder.HasKey(mark => mark.Hash);
        builder.HasIndex(mark => mark.ExpiresAt);
    }
}

/// <summary>Remembers the assertions used until they expire; the primary key decides races between nodes.</summary>
public sealed class AssertionMarks(IDbContextFactory<OperationalDb> stores, TimeProvider clock)
{
    /// <summary>True for the first caller with this identifier, false for every other.</summary>
    public async Task<bool> TryUseAsync(string clientId, string identifier, DateTime expiresAt, CancellationToken cancellation)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{clientId}\n{identifier}"));
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.Database.ExecuteSqlAsync(
            $"insert into oidc_assertion_mark (hash, expires_at) values ({hash}, {expiresAt}) on conflict do nothing", cancellation) == 1;
    }

    /// <summary>Erases the marks of assertions that are dead anyway; returns how many.</summary>
    public async Task<int> EraseAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.Set<AssertionMark>().Where(mark => mark.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
    }
}
