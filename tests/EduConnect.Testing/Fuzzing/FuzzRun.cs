using System.Globalization;

namespace EduConnect.Testing.Fuzzing;

/// <summary>How many damaged inputs a fuzz test tries, and from where: <c>./educonnect test fuzz</c> sets it.</summary>
public static class FuzzRun
{
    private const int FewInputs = 4_000;
    private const int InputsOfAll = 50_000;

    /// <summary>
    /// Inputs of one fuzz test: <c>EDUCONNECT_FUZZ_INPUTS</c>; otherwise 50,000 in the whole test run (OpenID Connect and SAML together: 100,000), a few in the fast one.
    /// </summary>
    public static int Inputs { get; } = Number("EDUCONNECT_FUZZ_INPUTS") ?? (Environment.GetEnvironmentVariable("EDUCONNECT_TEST_SCOPE") == "all" ? InputsOfAll : FewInputs);

    /// <summary>Where the dice begin: <c>EDUCONNECT_FUZZ_SEED</c>, otherwise always the same.</summary>
    public static int Seed { get; } = Number("EDUCONNECT_FUZZ_SEED") ?? 20261122;

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
