namespace EduConnect.Web.Pages;

/// <summary>Names <c>FamilyTexts.resx</c>: the French sentences that the families' page models need by name.</summary>
internal sealed class FamilyTexts
{
    private FamilyTexts()
    {
    }
}
