namespace EduConnect.Web.MeteoStats;

/// <summary>The words of statistics that pages need by name: <c>StatisticsTexts.resx</c>.</summary>
public sealed class StatisticsTexts
{
    private StatisticsTexts()
    {
    }
}
