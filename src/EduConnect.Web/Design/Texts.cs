namespace EduConnect.Web.Design;

/// <summary>
/// Names <c>Texts.resx</c>, the French sentences that code needs by name. Pages and partials ask the same localizer with the French
/// sentence itself as the key.
/// </summary>
public sealed class Texts
{
    private Texts()
    {
    }
}
