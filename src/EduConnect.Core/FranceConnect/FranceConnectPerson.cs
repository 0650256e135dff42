namespace EduConnect.Core.FranceConnect;

/// <summary>Who came back from FranceConnect, after every signature was checked: no more than what recognising a guardian needs.</summary>
/// <param name="Subject">the key of the person at FranceConnect for this service; never a name or an address</param>
/// <param name="FamilyName">birth name, in capitals as FranceConnect sends it; empty for the few people who have none</param>
/// <param name="PreferredName">name in use; null when FranceConnect does not give one</param>
/// <param name="GivenNames">every first name, in order</param>
/// <param name="BirthDate">null when a part of it is not known</param>
/// <param name="Mail">address the person gave there; a proposal, never a confirmed one (S-RC5)</param>
public sealed record FranceConnectPerson(
    string Subject, string FamilyName, string? PreferredName, IReadOnlyList<string> GivenNames, DateOnly? BirthDate, string? Mail)
{
    /// <summary>Never the person: names stay out of logs.</summary>
    public override string ToString() => "FranceConnectPerson •••";
}
