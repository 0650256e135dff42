using System.Globalization;

namespace EduConnect.Core.Platform;

/// <summary>Screens, letters and mails show Paris time whatever the machine's clock (domain §17); stores keep UTC.</summary>
public static class ParisTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The instant on a Paris clock.</summary>
    public static DateTime From(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    /// <summary><c>20/11/2026</c>: letters, mails, lists (row #18).</summary>
    public static string OnPaper(DateTime utc) => From(utc).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>The instant (UTC) at which a Paris clock shows <paramref name="paris"/>; null in the hour that the clock skips in spring. In the hour it shows twice, the first.</summary>
    public static DateTime? ToUtc(DateTime paris)
    {
        var plain = DateTime.SpecifyKind(paris, DateTimeKind.Unspecified);
        if (Zone.IsInvalidTime(plain))
        {
            return null;
        }

        var offset = Zone.IsAmbiguousTime(plain) ? Zone.GetAmbiguousTimeOffsets(plain).Max() : Zone.GetUtcOffset(plain);
        return DateTime.SpecifyKind(plain - offset, DateTimeKind.Utc);
    }

    /// <summary>Whether a Paris clock shows <paramref name="paris"/> twice: the night that ends summer time.</summary>
    public static bool IsTwice(DateTime paris) => Zone.IsAmbiguousTime(DateTime.SpecifyKind(paris, DateTimeKind.Unspecified));

    /// <summary><c>16h</c> or <c>16h30</c>.</summary>
    public static string Hour(DateTime utc)
    {
        var paris = From(utc);
        return paris.Minute == 0 ? string.Create(CultureInfo.InvariantCulture, $"{paris.Hour}h") : string.Create(CultureInfo.InvariantCulture, $"{paris.Hour}h{paris.Minute:00}");
    }

    /// <summary><c>16:05</c>: mails about something that works for an hour.</summary>
    public static string Clock(DateTime utc) => From(utc).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>20-11-2026</c>: staff screens (row #18).</summary>
    public static string OnScreen(DateTime utc) => From(utc).ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);
}
