using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Wristband.Platform.Forms;

/// <summary>
/// A field of a form: read from the form that is posted, and from what was kept of it when the form comes back. Never from the query, so
/// that no link fills in a form. Not for passwords, which are never kept.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TypedAttribute : BindPropertyAttribute
{
    public TypedAttribute(string name) => (Name, SupportsGet) = (name, true);

    public override BindingSource BindingSource => BindingSource.Form;
}
