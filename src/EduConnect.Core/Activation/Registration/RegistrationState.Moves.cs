using System.Text.Json;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Guardians;

namespace EduConnect.Core.Activation.Registration;

/// <summary>The moves: the only code that takes a registration from page to page (<c>docs/journeys/registration.md</c>).</summary>
public sealed partial class RegistrationState
{
    /// <summary>The records that match; empty when nobody does.</summary>
    public IReadOnlyList<Guid> MatchingRecords => JsonSerializer.Deserialize<List<Guid>>(Records)!;

    /// <summary>What was decided about the children; null before.</summary>
    public TieDecision? TieDecision => Decision is null ? null : JsonSerializer.Deserialize<TieDecision>(Decision);

    /// <summary>The person that FranceConnect answered for; null without FranceConnect.</summary>
    public FranceConnectPerson? FranceConnect => Person is null ? null : JsonSerializer.Deserialize<FranceConnectPerson>(Person);

    /// <summary>Names and number were given: every proof begins anew, under a transaction of its own.</summary>
    public void Identify(Guid transaction, string familyName, string firstName, string phone, IReadOnlyCollection<Guid> records)
    {
        (TransactionId, FamilyName, FirstName, Phone) = (transaction, familyName, firstName, phone);
        Records = JsonSerializer.Serialize(records);
        (ProvedAt, Decision, IsDecided) = (null, null, false);
    }

    /// <summary>The code was right.</summary>
    public void Prove(DateTime now) => ProvedAt = now;

    /// <summary>The children were answered about; what reports nobody is decided at once.</summary>
    public void Decide(TieDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        Decision = JsonSerializer.Serialize(decision);
        IsDecided = decision.ReportedWrong.Count == 0;
    }

    /// <summary>The reports were confirmed once more.</summary>
    public void ConfirmReports() => IsDecided = Decision is not null;

    /// <summary>The last page is done: nothing personal is kept.</summary>
    public void Finish(DateTime now)
    {
        DoneAt = now;
        (FamilyName, FirstName, Phone, Person, Records, Decision) = (string.Empty, string.Empty, string.Empty, null, "[]", null);
    }
}
