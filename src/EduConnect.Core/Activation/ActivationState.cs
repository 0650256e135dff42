using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Activation;

/// <summary>What an activation in progress is for.</summary>
public enum ActivationGoal
{
    /// <summary>First use of the account (rows #53 to #58).</summary>
    Activate = 1,

    /// <summary>A new password after a reset by the school (domain 3.6).</summary>
    ChoosePassword = 2,

    /// <summary>Send the confirmation mail again, or correct the address (domain 5.2).</summary>
    ConfirmAddress = 3,

    /// <summary>First use of the account, proved by a former system (rows #65 to #70).</summary>
    Transition = 4,
}

/// <summary>One activation in progress in one browser: everything typed so far stays on the server (S-RC3).</summary>
/// <remarks>Made only after a proof: the provisional password, the activation link, the password of an account being activated, or the assertion of a former system.</remarks>
public sealed class ActivationState
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the handle in the cookie.</summary>
    public required byte[] HandleHash { get; set; }

    /// <summary>The account.</summary>
    public Guid AccountId { get; set; }

    /// <summary>Pupil or guardian.</summary>
    public AccountKind Kind { get; set; }

    /// <summary>What it is for.</summary>
    public ActivationGoal Goal { get; set; }

    /// <summary>SHA-256 of the provisional copy it was begun with: a new provisional password ends this activation.</summary>
    public byte[]? ProofHash { get; set; }

    /// <summary>The activation link it was begun with; null when begun by password.</summary>
    public Guid? LinkId { get; set; }

    /// <summary>The former system whose assertion it was begun with, by its code; null when begun otherwise.</summary>
    public string? FormerSystem { get; set; }

    /// <summary>Address given, or proved by the link; null while there is none.</summary>
    public string? Mail { get; set; }

    /// <summary>The step of the address is done, even without one (pupils).</summary>
    public bool MailIsGiven { get; set; }

    /// <summary>The link reached <see cref="Mail"/>.</summary>
    public bool MailIsProved { get; set; }

    /// <summary>Hash of the password chosen; null while there is none.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>The decision about the children that waits for the second confirmation (row #74), as JSON; holds identifiers only.</summary>
    public string? Decision { get; set; }

    /// <summary>Birth dates tried in this activation (S-BD1).</summary>
    public int BirthDateTries { get; set; }

    /// <summary>The computer is shared.</summary>
    public bool IsShared { get; set; }

    /// <summary>Path to go to at the end; null for the portal.</summary>
    public string? ReturnPath { get; set; }

    /// <summary>Begun (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Works until (UTC).</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>Finished (UTC); null while it goes on.</summary>
    public DateTime? DoneAt { get; set; }
}

/// <summary>Mapping of <see cref="ActivationState"/>.</summary>
public sealed class ActivationStateConfiguration : OperationalConfiguration<ActivationState>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<ActivationState> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("ActivationState");
        builder.Property(state => state.Id).ValueGeneratedNever();
        builder.HasIndex(state => state.HandleHash).IsUnique();
        builder.HasIndex(state => state.ExpiresAt);
    }
}
