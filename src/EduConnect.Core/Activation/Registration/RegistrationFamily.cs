using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;

namespace EduConnect.Core.Activation.Registration;

/// <summary>What a registration is about, as it stands in main now.</summary>
/// <param name="Accounts">the account that stays and those that join it</param>
/// <param name="Records">every guardian record of these accounts</param>
/// <param name="Asked">the children of these records</param>
public sealed record RegistrationFamily(RegistrationAccounts Accounts, IReadOnlyList<GuardianRecord> Records, AskedChildren Asked)
{
    /// <summary>The account that stays.</summary>
    public Account Account => Accounts.Stays;

    /// <summary>What tries at the children's dates are about (S-BD1).</summary>
    internal byte[] BirthDateProof => BirthDateLimits.Proof(Activations.ProofOf(Account), Asked.Children.Select(child => child.DateOnFile));

    /// <summary>It is activated already: its holder sees its username and may choose a new password.</summary>
    public bool IsActivated => Account.State == AccountState.Activated;

    /// <summary>The old password works no more, so that a new one has to be chosen.</summary>
    public bool NeedsPassword => !IsActivated || Account.PasswordHash is null;

    /// <summary>
    /// Whether who received the code at this number may choose a password (S-RC5, ADR 0033). The number is what a source says; the holder of an activated account who confirmed
    /// another one keeps their password to what they confirmed: "Mot de passe oublié".
    /// </summary>
    /// <param name="provedPhone">E.164</param>
    public bool MayChoosePassword(string provedPhone) =>
        !IsActivated || Account.MobileConfirmedAt is null || string.Equals(Account.Mobile, provedPhone, StringComparison.Ordinal);
}
