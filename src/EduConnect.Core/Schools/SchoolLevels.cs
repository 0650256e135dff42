namespace EduConnect.Core.Schools;

/// <summary>Levels of the 1st degree in the order children go through them; the sources name them so.</summary>
public static class SchoolLevels
{
    private static readonly string[] Order = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];

    /// <summary>Place of a level among the others; those of another name come last.</summary>
    public static int PlaceOf(string level)
    {
        var place = Array.IndexOf(Order, level);
        return place < 0 ? Order.Length : place;
    }
}
