using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Agents;

/// <summary>What an agent may open from the ARENA page.</summary>
public enum AgentModule
{
    /// <summary>Administration des comptes.</summary>
    Administration = 1,

    /// <summary>Dépannage des comptes élèves.</summary>
    PupilSupport = 2,

    /// <summary>MétéoStats, below académie level.</summary>
    Statistics = 3,

    /// <summary>Imports, services, maintenance, compromised accounts.</summary>
    Operations = 4,

    /// <summary>Delegations to the directors of a circonscription: the IEN (1st degree, rows #6 and #13).</summary>
    Delegations = 5,
}

/// <summary>
/// One module for one school, or for every school of a département and degree (groups <c>ECT_ADMIN_xxx_yD</c> and <c>ECT_STATS_DEP_xxx</c>,
/// rows #10 and #238), or of one circonscription (IEN), or without any school (operators). A delegation may end at a date (domain 12.2).
/// </summary>
public sealed class AgentRight
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The agent.</summary>
    public Guid AgentId { get; set; }

    /// <summary>What may be opened.</summary>
    public AgentModule Module { get; set; }

    /// <summary>The only school; null for a group or an operator.</summary>
    public string? Uai { get; set; }

    /// <summary>Every school of this département (three signs); null for a single school.</summary>
    public string? Departement { get; set; }

    /// <summary>Only schools of this degree; null for both.</summary>
    public Degree? Degree { get; set; }

    /// <summary>Only schools of this circonscription of <see cref="Departement"/>, by its source id (1st degree); null for all.</summary>
    public string? Circonscription { get; set; }

    /// <summary>The head of the school (personnel de direction): gives delegations to its agents (domain 12.2).</summary>
    public bool IsHead { get; set; }

    /// <summary>The head or IEN who delegated it; null for a right that an operator gave.</summary>
    public Guid? GrantedById { get; set; }

    /// <summary>Since when (UTC).</summary>
    public DateTime GrantedAt { get; set; }

    /// <summary>Until when (UTC); null without end.</summary>
    public DateTime? EndsAt { get; set; }

    /// <summary>Whether it covers a school at <paramref name="now"/> (UTC).</summary>
    public bool Covers(School school, DateTime now) => IsInForce(now) && IsFor(school);

    /// <summary>Whether it is about a school, now or at another time.</summary>
    public bool IsFor(School school)
    {
        ArgumentNullException.ThrowIfNull(school);
        var place = Uai is null ? Departement == school.Departement && (Circonscription is null || Circonscription == school.Circonscription) : Uai == school.Uai;
        return place && MayCover(school.Degree) && (Degree is null || Degree == school.Degree);
    }

    /// <summary>Whether the module exists for schools of a degree: pupils have accounts in the 2nd degree only (domain §11), an IEN looks after the 1st.</summary>
    public bool MayCover(Degree degree) => Module switch
    {
        AgentModule.PupilSupport => degree == Schools.Degree.Second,
        AgentModule.Delegations => degree == Schools.Degree.First,
        _ => true,
    };

    /// <summary>Whether it counts at <paramref name="now"/> (UTC).</summary>
    public bool IsInForce(DateTime now) => GrantedAt <= now && (EndsAt is null || EndsAt > now);
}

/// <summary>Mapping of <see cref="AgentRight"/>.</summary>
public sealed class AgentRightConfiguration : MainConfiguration<AgentRight>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AgentRight> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AgentRight");
        builder.Property(right => right.Id).ValueGeneratedNever();
        builder.HasIndex(right => right.AgentId);
        builder.HasIndex(right => right.Uai);
    }
}
