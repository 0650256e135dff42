namespace EduConnect.Web.Operators;

/// <summary>The words of the operators' pages that code needs by name: <c>OperatorTexts.resx</c>.</summary>
public sealed class OperatorTexts
{
    private OperatorTexts()
    {
    }
}
