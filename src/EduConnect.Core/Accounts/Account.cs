namespace EduConnect.Core.Accounts;

/// <summary>What signs in: one pupil, or one guardian with their records.</summary>
public sealed partial class Account
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>Pupil or guardian.</summary>
    public AccountKind Kind { get; set; }

    /// <summary>The pupil, for a pupil's account.</summary>
    public Guid? PupilId { get; set; }

    /// <summary>Username in lower case, never given twice (domain 3.2).</summary>
    public required string Username { get; set; }

    /// <summary>State; changed only by the verbs of this type.</summary>
    public AccountState State { get; set; }

    /// <summary>How it was activated, or is about to be.</summary>
    public ActivationMode Mode { get; set; }

    /// <summary>Hash of the chosen password (PHC string with pepper key id); null when there is none.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Whether the holder has chosen a password that signs in: an account activated by FranceConnect has none (rows #42, #91).</summary>
    public bool HasChosenPassword => PasswordHash is not null;

    /// <summary>Copy of the provisional password that the school may read (AES-GCM, S-PP2); null when there is none.</summary>
    public byte[]? ProvisionalCipher { get; set; }

    /// <summary>Keyed code that verifies the provisional password (S-PP1); null when there is none.</summary>
    public byte[]? ProvisionalMac { get; set; }

    /// <summary>When the provisional password was drawn (UTC); part of its authenticated data.</summary>
    public DateTime? ProvisionalCreatedAt { get; set; }

    /// <summary>When the provisional password stops working (UTC).</summary>
    public DateTime? ProvisionalExpiresAt { get; set; }

    /// <summary>Address the holder gave; null when none.</summary>
    public string? Mail { get; set; }

    /// <summary><see cref="Mail"/> in lower case, by which self-help finds it; follows it by itself.</summary>
    public string? MailKey
    {
        get => Mail?.ToLowerInvariant();
        private set { }
    }

    /// <summary>When <see cref="Mail"/> was confirmed (UTC); null while it is not.</summary>
    public DateTime? MailConfirmedAt { get; set; }

    /// <summary>Nobody confirmed <see cref="Mail"/>, and whoever knew the leaked password may have given it (domain §16): nothing is sent there.</summary>
    public bool IsMailDoubtful => IsCompromised && Mail is not null && MailConfirmedAt is null;

    /// <summary>The relay refused the address for good, it bounced, or what the source has in its place is no address (domain 3.4).</summary>
    public bool MailInError { get; set; }

    /// <summary>Mobile number the holder gave, in E.164 form; null when none.</summary>
    public string? Mobile { get; set; }

    /// <summary>When <see cref="Mobile"/> was confirmed (UTC); null while it is not.</summary>
    public DateTime? MobileConfirmedAt { get; set; }

    /// <summary>Compte compromis: the old password no longer signs in (domain §16).</summary>
    public bool IsCompromised { get; set; }

    /// <summary>Demande de réinitialisation en cours, since (UTC).</summary>
    public DateTime? ResetRequestedAt { get; set; }

    /// <summary>Nouvel identifiant demandé, since (UTC).</summary>
    public DateTime? NewUsernameRequestedAt { get; set; }

    /// <summary>Dernière information (UTC).</summary>
    public DateTime? LastInformedAt { get; set; }

    /// <summary>When it became activated (UTC).</summary>
    public DateTime? ActivatedAt { get; set; }

    /// <summary>Last sign-in (UTC), drained from the sign-in journal.</summary>
    public DateTime? LastSignInAt { get; set; }

    /// <summary>Last sign-in but one (UTC).</summary>
    public DateTime? PreviousSignInAt { get; set; }

    /// <summary>Made by the import (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Closed by grouping with another account (UTC); never signs in again.</summary>
    public DateTime? ClosedAt { get; set; }

    /// <summary>Grows at each change; two savers of one account cannot both win.</summary>
    public int Version { get; set; }
}
