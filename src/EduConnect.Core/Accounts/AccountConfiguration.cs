using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Accounts;

/// <summary>Mapping of <see cref="Account"/>.</summary>
public sealed class AccountConfiguration : MainConfiguration<Account>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<Account> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Account");
        builder.Property(account => account.Id).ValueGeneratedNever();
        builder.Property(account => account.Version).IsConcurrencyToken();
        builder.HasIndex(account => account.Username).IsUnique();
        builder.HasIndex(account => account.PupilId).IsUnique();
        builder.HasIndex(account => account.MailKey);
        builder.HasIndex(account => account.Mobile);
        builder.HasIndex(account => account.NewUsernameRequestedAt).HasFilter("new_username_requested_at IS NOT NULL");
    }
}

/// <summary>A username whose account was closed, deleted or renamed: reserved for ever (domain 3.2).</summary>
public sealed class RetiredUsername
{
    /// <summary>The username, in lower case.</summary>
    public required string Username { get; set; }
}

/// <summary>Mapping of <see cref="RetiredUsername"/>.</summary>
public sealed class RetiredUsernameConfiguration : MainConfiguration<RetiredUsername>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<RetiredUsername> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("RetiredUsername");
        builder.HasKey(retired => retired.Username);
    }
}

/// <summary>How many usernames were given on one base (<c>p.nom</c>).</summary>
public sealed class UsernameCounter
{
    /// <summary>The base, such as <c>j.dupont</c>.</summary>
    public required string Base { get; set; }

    /// <summary>Usernames given so far on this base.</summary>
    public int Given { get; set; }
}

/// <summary>Mapping of <see cref="UsernameCounter"/>.</summary>
public sealed class UsernameCounterConfiguration : MainConfiguration<UsernameCounter>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<UsernameCounter> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("UsernameCounter");
        builder.HasKey(counter => counter.Base);
    }
}
