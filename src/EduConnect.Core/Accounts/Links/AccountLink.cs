using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Accounts.Links;

/// <summary>What a link sent by mail does.</summary>
public enum LinkPurpose
{
    /// <summary>Begins an activation in the place of the provisional password, and proves the address (domain 10.6, §9).</summary>
    Activate = 1,

    /// <summary>Confirms the address it was sent to (domain 5.2, 8.4).</summary>
    ConfirmMail = 2,

    /// <summary>Puts the address it was sent to in force, once its holder has signed in and confirms (domain 8.4).</summary>
    ChangeMail = 4,

    /// <summary>Lets the old address undo a change that was confirmed (S-RC6). Its identifier is that of the change; no other request makes it useless.</summary>
    UndoMailChange = 5,
}

/// <summary>A link sent by mail: works once, for one account, purpose and address (S-RC1).</summary>
public sealed class AccountLink
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The account.</summary>
    public Guid AccountId { get; set; }

    /// <summary>What it does.</summary>
    public LinkPurpose Purpose { get; set; }

    /// <summary>SHA-256 of the token in the address; the token itself is stored nowhere.</summary>
    public required byte[] TokenHash { get; set; }

    /// <summary>The address it was sent to, and proves.</summary>
    public required string Mail { get; set; }

    /// <summary>Sent (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Works until (UTC).</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>Used (UTC); null while it is not.</summary>
    public DateTime? UsedAt { get; set; }
}

/// <summary>Mapping of <see cref="AccountLink"/>.</summary>
public sealed class AccountLinkConfiguration : MainConfiguration<AccountLink>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AccountLink> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AccountLink");
        builder.Property(link => link.Id).ValueGeneratedNever();
        builder.Property(link => link.UsedAt).IsConcurrencyToken();
        builder.HasIndex(link => link.TokenHash).IsUnique();
        builder.HasIndex(link => link.AccountId);
    }
}
