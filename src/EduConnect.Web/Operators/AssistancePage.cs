using EduConnect.Core.Assistance;
using EduConnect.Core.Schools;

namespace EduConnect.Web.Operators;

/// <summary>A page about what one académie tells the families of one degree (row #242).</summary>
internal abstract class AssistancePage(OperatorDesk desk) : OperatorPage(desk)
{
    /// <summary>The académie.</summary>
    public Academie Academie { get; private set; } = null!;

    /// <summary>Degree of the children.</summary>
    public Degree Degree { get; private set; }

    /// <summary>The page that edits the text.</summary>
    public string Address => OperatorRoutes.AssistanceAddress(Academie, Degree);

    /// <summary>The title of the page that families see, with the degree.</summary>
    public string Heading => Texts["Text.Academie", Academie.Complement, Texts["Degree." + Degree].Value];

    /// <summary>The name of its versions.</summary>
    protected string Subject => AssistanceText.SubjectOf(Academie.Code, Degree);

    /// <summary>Takes académie and degree from the address; false when there is no such académie.</summary>
    protected bool Find(string academie, string degree)
    {
        if (Academies.BySlug(academie) is not { } found)
        {
            return false;
        }

        (Academie, Degree) = (found, OperatorRoutes.DegreeOf(degree));
        return true;
    }
}
