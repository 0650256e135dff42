namespace EduConnect.Web.Pages.MyAccount;

/// <summary>Names <c>MyAccountTexts.resx</c>: the French sentences that the page models of Mon compte need by name.</summary>
internal sealed class MyAccountTexts
{
    private MyAccountTexts()
    {
    }
}
