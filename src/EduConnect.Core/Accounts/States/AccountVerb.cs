namespace EduConnect.Core.Accounts;

/// <summary>What can happen to an account; each is a verb of <see cref="Account"/>.</summary>
public enum AccountVerb
{
    /// <summary>Informer: the school tells the holder of the account (domain 10.6).</summary>
    Inform,

    /// <summary>Informer with "Avec réinitialisation du mot de passe".</summary>
    InformWithReset,

    /// <summary>Réinitialiser le mot de passe (domain 10.9).</summary>
    ResetPassword,

    /// <summary>A guardian signed in with the provisional password, chose a password and confirmed the children; the address is not confirmed yet (5.2).</summary>
    BeginActivation,

    /// <summary>The address given while activating was wrong, another one takes its place (5.2).</summary>
    CorrectAddress,

    /// <summary>Activation proved by the provisional password: pupils, and guardians whose address is proved already (5.1, activation link of a mail).</summary>
    ActivateBySchool,

    /// <summary>Activation proved otherwise: SMS, FranceConnect, ATEN, ENT (5.3 to 5.5).</summary>
    ActivateByOtherProof,

    /// <summary>The link of a confirmation mail was used.</summary>
    ConfirmMail,

    /// <summary>The holder of an activated account chose a new password: change, self-help, or after a reset by the school.</summary>
    ChoosePassword,

    /// <summary>Three months passed without the provisional password being used (§9).</summary>
    ExpireProvisional,

    /// <summary>Three months passed without the address being confirmed (§9).</summary>
    ExpireActivation,

    /// <summary>The account was found in a leak (§16).</summary>
    Compromise,

    /// <summary>Another confirmed address takes the place of the present one, or the former one comes back (8.4, S-RC6).</summary>
    ChangeMail,

    /// <summary>A guardian confirmed a mobile number (8.4).</summary>
    ChangeMobile,

    /// <summary>A guardian says something of a tie (§7): of two statements made at once one has to be made again.</summary>
    StateTie,

    /// <summary>Takes over records of another account (4.2, 4.3).</summary>
    TakeOver,

    /// <summary>Its records have gone to another account: it never signs in again (4.3).</summary>
    Close,

    /// <summary>Réinitialiser l'identifiant: a new username is asked for (10.11).</summary>
    RequestUsername,

    /// <summary>The night gave the username that was asked for (10.11).</summary>
    TakeUsername,
}

/// <summary>Why a verb is refused; closed list, so that every page can say what to do next.</summary>
public enum AccountRefusal
{
    /// <summary>Not refused.</summary>
    None,

    /// <summary>It was never informed: inform it first (10.9).</summary>
    NotInformed,

    /// <summary>It is activated already.</summary>
    AlreadyActivated,

    /// <summary>It is not activated yet.</summary>
    NotActivated,

    /// <summary>Nothing to do: it has no provisional password, or is not being activated.</summary>
    NothingPending,

    /// <summary>Pupils activate at once: they have no "En cours d'activation" (3.3).</summary>
    NotForPupils,

    /// <summary>Compromised guardians are reset through Informer only, so that the safety letter goes out (10.9).</summary>
    CompromisedGuardian,

    /// <summary>It was closed by grouping (4.3).</summary>
    Closed,
}
