using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Activation.Registration;

/// <summary>One registration in progress in one browser (domain 5.3, 5.4): everything given so far stays on the server (S-RC3).</summary>
/// <remarks>The code, the answers and the FranceConnect identity are proofs of this row only: nothing of them can be used from another browser or for another person (S-FC2).</remarks>
public sealed partial class RegistrationState
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the handle in the cookie.</summary>
    public required byte[] HandleHash { get; set; }

    /// <summary>The transaction of the code by SMS; another one as soon as the names or the number change.</summary>
    public Guid TransactionId { get; set; }

    /// <summary>Family name as typed; empty with FranceConnect.</summary>
    public string FamilyName { get; set; } = string.Empty;

    /// <summary>First name as typed; empty with FranceConnect.</summary>
    public string FirstName { get; set; } = string.Empty;

    /// <summary>Number in E.164 form; empty while none was given.</summary>
    public string Phone { get; set; } = string.Empty;

    /// <summary>The person that FranceConnect answered for, as JSON; null without FranceConnect.</summary>
    public string? Person { get; set; }

    /// <summary>The guardian records that match, as a JSON list of identifiers; empty when nobody does.</summary>
    public string Records { get; set; } = "[]";

    /// <summary>When the code was right (UTC); null before.</summary>
    public DateTime? ProvedAt { get; set; }

    /// <summary>The decision about the children, as JSON; holds identifiers only.</summary>
    public string? Decision { get; set; }

    /// <summary>The decision reports nobody, or the reports were confirmed once more (row #74).</summary>
    public bool IsDecided { get; set; }

    /// <summary>Birth dates tried in this registration (S-BD1).</summary>
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

/// <summary>Mapping of <see cref="RegistrationState"/>.</summary>
public sealed class RegistrationStateConfiguration : OperationalConfiguration<RegistrationState>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<RegistrationState> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("RegistrationState");
        builder.Property(state => state.Id).ValueGeneratedNever();
        builder.Ignore(state => state.MatchingRecords).Ignore(state => state.TieDecision).Ignore(state => state.FranceConnect);
        builder.HasIndex(state => state.HandleHash).IsUnique();
        builder.HasIndex(state => state.ExpiresAt);
    }
}
