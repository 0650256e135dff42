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

    /// <summary><c>20-11-2026</c>: staff screens (row #18).</summary>
    public static string OnScreen(DateTime utc) => From(utc).ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);
}
