using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Federation.Registry;

/// <summary>
/// Table of the services. Lists are one text each, separated by line feeds: the same on every provider,
/// and nothing ever searches inside them.
/// </summary>
public sealed class ServiceConfiguration : MainConfiguration<Service>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<Service> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Service");
        builder.Property(service => service.Id).ValueGeneratedNever();
        builder.Property(service => service.ClientId).HasMaxLength(100);
        builder.HasIndex(service => service.ClientId).IsUnique();
        builder.Property(service => service.Name).HasMaxLength(120);
        builder.Property(service => service.Sector).HasMaxLength(255);
        builder.Property(service => service.SecretHash).HasMaxLength(32);
        builder.Property(service => service.PreviousSecretHash).HasMaxLength(32);
        builder.Property(service => service.KeysUri).HasMaxLength(2000);
        builder.Property(service => service.BackChannelLogoutUri).HasMaxLength(2000);
        builder.Property(service => service.NoticeUri).HasMaxLength(2000);
        StoredLines.Map(builder.Property(service => service.NoticeEvents));
        StoredLines.Map(builder.Property(service => service.RedirectUris));
        StoredLines.Map(builder.Property(service => service.PostLogoutRedirectUris));
        StoredLines.Map(builder.Property(service => service.Origins));
        StoredLines.Map(builder.Property(service => service.Scopes));
        StoredLines.Map(builder.Property(service => service.Claims));
        StoredLines.Map(builder.Property(service => service.Schools));
    }
}
