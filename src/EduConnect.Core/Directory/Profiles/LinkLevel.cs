namespace EduConnect.Core.Directory.Profiles;

/// <summary>What the level of a tie in a source means here.</summary>
public enum LinkLevel
{
    /// <summary>Somebody to call: no tie, no account.</summary>
    Contact,

    /// <summary>Représentant légal.</summary>
    LegalGuardian,

    /// <summary>Personne en charge.</summary>
    PersonInCharge,
}
