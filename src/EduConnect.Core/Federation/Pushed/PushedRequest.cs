using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Federation.Pushed;

/// <summary>An authorization request that a service left here, out of the browser's sight (RFC 9126).</summary>
public sealed class PushedRequest
{
    /// <summary>SHA-256 of the handle in its <c>request_uri</c>.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The service that left it.</summary>
    public required string ClientId { get; set; }

    /// <summary>Its parameters, as a query.</summary>
    public required string Parameters { get; set; }

    /// <summary>When a browser came with its address (UTC), which does not work again; null while it waits.</summary>
    public DateTime? OpenedAt { get; set; }

    /// <summary>End (UTC).</summary>
    public DateTime ExpiresAt { get; set; }
}

/// <summary>Mapping of <see cref="PushedRequest"/>.</summary>
public sealed class PushedRequestConfiguration : OperationalConfiguration<PushedRequest>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<PushedRequest> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("OidcPushedRequest");
        builder.HasKey(request => request.Hash);
        builder.Property(request => request.ClientId).HasMaxLength(100);
        builder.HasIndex(request => request.ExpiresAt);
    }
}
