namespace EduConnect.Core.Accounts;

/// <summary>What an account holds.</summary>
public enum AccountKind
{
    /// <summary>One pupil of the 2nd degree.</summary>
    Pupil = 1,

    /// <summary>One guardian, with one or more guardian records.</summary>
    Guardian = 2,
}

/// <summary>Where an account stands (domain 3.3).</summary>
public enum AccountState
{
    /// <summary>Non activé - non informé.</summary>
    NotInformed = 0,

    /// <summary>Non activé - informé: holds a provisional password.</summary>
    Informed = 1,

    /// <summary>En cours d'activation: guardians only, e-mail address not yet confirmed.</summary>
    Activating = 2,

    /// <summary>Activé.</summary>
    Activated = 3,
}

/// <summary>By which path an account was activated (origine du compte, row #194).</summary>
public enum ActivationMode
{
    /// <summary>Not informed yet (N/A).</summary>
    None = 0,

    /// <summary>Provisional password given by the school (Établissement).</summary>
    School = 1,

    /// <summary>Self-registration by SMS (Responsable).</summary>
    SelfRegistration = 2,

    /// <summary>FranceConnect.</summary>
    FranceConnect = 3,

    /// <summary>Transition from ATEN.</summary>
    Aten = 4,

    /// <summary>Transition from an ENT.</summary>
    Ent = 5,
}
