namespace EduConnect.Web.Maintenance;

/// <summary>Names <c>MaintenanceTexts.resx</c>: the sentences of the banners.</summary>
internal sealed class MaintenanceTexts
{
    private MaintenanceTexts()
    {
    }
}
