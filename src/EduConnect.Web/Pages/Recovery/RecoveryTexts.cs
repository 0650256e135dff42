namespace EduConnect.Web.Pages.Recovery;

/// <summary>Names <c>RecoveryTexts.resx</c>: the French sentences that the page models of self-help need by name.</summary>
internal sealed class RecoveryTexts
{
    private RecoveryTexts()
    {
    }
}
