using System.Globalization;

namespace EduConnect.Web.Design;

/// <summary>Numbers as screens show them (domain §17).</summary>
internal static class FrenchFigures
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary><c>1 264</c>.</summary>
    public static string Number(int value) => value.ToString("N0", French);

    /// <summary><c>48,7 %</c>, at most two decimals; <c>0 %</c> of nothing.</summary>
    public static string Percent(int part, int whole) => Percent(whole == 0 ? 0 : 100.0 * part / whole);

    /// <summary><c>48,7 %</c>, at most two decimals.</summary>
    public static string Percent(double value) => value.ToString("0.##", French) + "\u00a0%";
}
