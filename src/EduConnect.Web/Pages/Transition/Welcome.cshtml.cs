using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.FranceConnect;
using EduConnect.Web.Pages.Activation;

namespace EduConnect.Web.Pages.Transition;

/// <summary>"Votre espace Éducation Nationale évolue." (row #66): FranceConnect for guardians, while it is on, or a new account. Nothing is shown of the account yet.</summary>
internal sealed class WelcomeModel(FranceConnectAvailability franceConnect) : ActivationPage(ActivationStep.Welcome)
{
    /// <summary>Whether the choice has two ways.</summary>
    public bool HasFranceConnect => Account.Kind == AccountKind.Guardian && franceConnect.Offer == FranceConnectOffer.On;
}
