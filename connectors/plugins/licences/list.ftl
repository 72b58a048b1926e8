<#setting locale="en_US">
<#-- One line per artifact, sorted by its coordinates: no names, addresses or dates that differ between equal builds. -->
Libraries in this archive and the licences that they are under.
Each library's own notices are inside its jar.

<#list dependencyMap?map(entry -> entry.getKey().getGroupId() + ":" + entry.getKey().getArtifactId() + ":" + entry.getKey().getVersion() + "  " + entry.getValue()?join(", "))?sort as line>
${line}
</#list>
